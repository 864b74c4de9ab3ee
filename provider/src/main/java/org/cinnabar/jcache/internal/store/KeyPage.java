package org.cinnabar.jcache.internal.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a scan for keys.
 *
 * @param keys the encoded keys of live entries; may be empty although more follow
 * @param next where to go on; null after the last page
 */
public record KeyPage(List<byte[]> keys, ScanPage.@Nullable Cursor next) {}
