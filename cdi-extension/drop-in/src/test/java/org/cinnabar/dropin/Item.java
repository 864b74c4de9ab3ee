package org.cinnabar.dropin;

import java.io.Serializable;

/** A value that every provider can store. */
public record Item(String name, int size) implements Serializable {}
