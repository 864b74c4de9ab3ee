package org.cinnabar.containers.web;

/**
 * A value of the application's own class, not serializable.
 *
 * @param text what is said
 * @param call the number of the call that made it
 */
public record Greeting(String text, int call) {}
