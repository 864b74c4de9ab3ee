package org.cinnabar.jcache.internal.store;

/**
 * What the connected server can do, found out by asking it.
 *
 * @param nativeFieldExpiry whether hash fields expire by themselves ({@code HPEXPIRE}: Redis 7.4,
 *     Valkey 9)
 * @param setsFieldsWithExpiry whether a field is set together with its deadline ({@code HSETEX}:
 *     Redis 8, Valkey 9)
 * @param cluster whether the server is a cluster
 */
record ServerCapabilities(
    boolean nativeFieldExpiry, boolean setsFieldsWithExpiry, boolean cluster) {}
