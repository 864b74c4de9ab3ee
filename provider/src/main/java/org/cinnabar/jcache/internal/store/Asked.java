package org.cinnabar.jcache.internal.store;

import java.util.List;

/**
 * A message by which another system asks for an invalidation.
 *
 * @param id the message's name in its stream
 * @param fields its fields and their values, by turns
 */
public record Asked(String id, List<String> fields) {}
