package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;

/** The statements that the current request sent to the database. */
@RequestScoped
class QueryCount {

  private final List<String> names = new ArrayList<>();

  void add(Sql sql) {
    names.add(sql.name());
  }

  /** Their names, one for each time that one was sent. */
  List<String> names() {
    return List.copyOf(names);
  }
}
