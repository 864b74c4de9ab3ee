/** Tests of the shop, all of it real. */
package org.cinnabar.examples.web.launcher;
