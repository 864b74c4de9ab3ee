/** A small web application: annotated beans of every kind a server has, called over HTTP. */
@NullMarked
package org.cinnabar.containers.web;

import org.jspecify.annotations.NullMarked;
