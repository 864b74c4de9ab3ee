package org.cinnabar.containers;

import domain.Blog;
import javax.cache.annotation.BeanProvider;
import manager.BlogManager;
import org.cinnabar.containers.tck.ContainerBeans;
import org.cinnabar.containers.tck.TckSuite;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jsr107.tck.annotation.InterceptionUsingCacheConfigTest;
import org.jsr107.tck.testutil.AbstractTestExcluder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The TCK's annotation tests, in the container. */
@ExtendWith(ArquillianExtension.class)
class CinnabarTckIT implements TckSuite {

  @Deployment
  static Archive<?> application() {
    if (!Container.isServer()) {
      return blogs(Archives.beanArchive("tck"));
    }
    return Archives.web(Provider.CINNABAR, "tck")
        .addAsLibrary(blogs(ShrinkWrap.create(JavaArchive.class, "blogs.jar")))
        .addAsLibraries(Archives.files("assertj-core", "junit", "hamcrest-core"))
        .addPackages(
            false,
            TckSuite.class.getPackage(),
            InterceptionUsingCacheConfigTest.class.getPackage(),
            AbstractTestExcluder.class.getPackage())
        .addClass(BeanProvider.class)
        .addAsServiceProvider(BeanProvider.class, ContainerBeans.class)
        .addAsWebInfResource(Archives.beans("annotated"), "beans.xml");
  }

  /**
   * The TCK's beans. They have no scope, so they are beans only in an archive all of whose classes
   * are.
   */
  private static JavaArchive blogs(JavaArchive archive) {
    return archive
        .addPackages(false, BlogManager.class.getPackage(), Blog.class.getPackage())
        .addAsManifestResource(Archives.beans("all"), "beans.xml");
  }
}
