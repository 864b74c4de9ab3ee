package org.cinnabar.examples.web.shop;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything under {@code /api}; the rest is the page. */
@ApplicationPath("api")
public class ShopApplication extends Application {}
