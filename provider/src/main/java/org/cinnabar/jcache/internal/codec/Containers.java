package org.cinnabar.jcache.internal.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;

/**
 * Java's collections and maps, each with its number on the wire. The numbers are part of the
 * format: only ever add.
 */
@SuppressWarnings("JdkObsolete") // obsolete types are values all the same
final class Containers {
  static final int ARRAY_LIST = 86;
  static final int LINKED_HASH_SET = 94;
  static final int TREE_SET = 95;
  static final int LINKED_HASH_MAP = 69;
  static final int TREE_MAP = 70;

  private Containers() {}

  static List<Container<Map<Object, Object>>> maps() {
    List<Container<Map<Object, Object>>> list = new ArrayList<>(plainMaps());
    list.addAll(
        List.of(
            Container.late(76, classes(Map.of(), Map.of(1, 1)), LinkedHashMap::new, Map::copyOf),
            Container.view(77, false, c -> new LinkedHashMap<>(), Collections::unmodifiableMap),
            Container.view(
                78,
                true,
                TreeMap::new,
                m -> Collections.unmodifiableSortedMap((SortedMap<Object, Object>) m)),
            Container.view(
                79,
                true,
                TreeMap::new,
                m -> Collections.unmodifiableNavigableMap((NavigableMap<Object, Object>) m)),
            Container.view(80, false, c -> new LinkedHashMap<>(), Collections::synchronizedMap),
            Container.view(
                81,
                true,
                TreeMap::new,
                m -> Collections.synchronizedSortedMap((SortedMap<Object, Object>) m)),
            Container.view(
                82,
                true,
                TreeMap::new,
                m -> Collections.synchronizedNavigableMap((NavigableMap<Object, Object>) m)),
            Container.late(
                83,
                classes(Collections.emptyMap()),
                LinkedHashMap::new,
                m -> Collections.emptyMap()),
            Container.late(
                84,
                classes(Collections.singletonMap(1, 1)),
                LinkedHashMap::new,
                Containers::singletonMap)));
    return List.copyOf(list);
  }

  private static List<Container<Map<Object, Object>>> plainMaps() {
    return List.of(
        Container.plain(68, HashMap.class, HashMap::new),
        Container.plain(LINKED_HASH_MAP, LinkedHashMap.class, LinkedHashMap::new),
        Container.sorted(TREE_MAP, TreeMap.class, TreeMap::new),
        Container.plain(71, ConcurrentHashMap.class, ConcurrentHashMap::new),
        Container.sorted(72, ConcurrentSkipListMap.class, ConcurrentSkipListMap::new),
        Container.plain(73, Hashtable.class, Hashtable::new),
        Container.plain(74, Properties.class, Properties::new),
        Container.plain(75, IdentityHashMap.class, IdentityHashMap::new));
  }

  static List<Container<Collection<Object>>> collections() {
    List<Container<Collection<Object>>> list = new ArrayList<>(lists());
    list.addAll(sets());
    list.addAll(immutables());
    list.addAll(views());
    list.addAll(synchronizedViews());
    return List.copyOf(list);
  }

  private static List<Container<Collection<Object>>> lists() {
    return List.of(
        Container.plain(ARRAY_LIST, ArrayList.class, ArrayList::new),
        Container.plain(87, LinkedList.class, LinkedList::new),
        Container.plain(88, Vector.class, Vector::new),
        Container.plain(89, Stack.class, Stack::new),
        Container.plain(90, CopyOnWriteArrayList.class, CopyOnWriteArrayList::new),
        Container.plain(91, ArrayDeque.class, ArrayDeque::new),
        Container.sorted(92, PriorityQueue.class, c -> new PriorityQueue<>(11, c)),
        Container.plain(99, ConcurrentLinkedQueue.class, ConcurrentLinkedQueue::new),
        Container.plain(100, ConcurrentLinkedDeque.class, ConcurrentLinkedDeque::new),
        Container.plain(101, LinkedBlockingQueue.class, LinkedBlockingQueue::new),
        Container.plain(102, LinkedBlockingDeque.class, LinkedBlockingDeque::new),
        Container.sorted(
            103, PriorityBlockingQueue.class, c -> new PriorityBlockingQueue<>(11, c)));
  }

  private static List<Container<Collection<Object>>> sets() {
    return List.of(
        Container.plain(93, HashSet.class, HashSet::new),
        Container.plain(LINKED_HASH_SET, LinkedHashSet.class, LinkedHashSet::new),
        Container.sorted(TREE_SET, TreeSet.class, TreeSet::new),
        Container.plain(96, CopyOnWriteArraySet.class, CopyOnWriteArraySet::new),
        Container.sorted(97, ConcurrentSkipListSet.class, ConcurrentSkipListSet::new),
        Container.plain(98, ConcurrentHashMap.KeySetView.class, ConcurrentHashMap::newKeySet));
  }

  private static List<Container<Collection<Object>>> immutables() {
    return List.of(
        Container.late(
            104, classes(List.of(), List.of(1)), ArrayList::new, Containers::immutableList),
        Container.late(105, classes(Set.of(), Set.of(1)), LinkedHashSet::new, Set::copyOf),
        Container.late(
            106, classes(Collections.emptyList()), ArrayList::new, c -> Collections.emptyList()),
        Container.late(
            107, classes(Collections.emptySet()), ArrayList::new, c -> Collections.emptySet()),
        Container.late(
            108,
            classes(Collections.singletonList(1)),
            ArrayList::new,
            c -> Collections.singletonList(c.iterator().next())),
        Container.late(
            109,
            classes(Collections.singleton(1)),
            ArrayList::new,
            c -> Collections.singleton(c.iterator().next())),
        Container.late(
            110, classes(Arrays.asList(1)), ArrayList::new, c -> Arrays.asList(c.toArray())),
        Container.<Collection<Object>>view(
                111,
                false,
                c -> new ArrayList<>(),
                c -> Collections.unmodifiableList((List<Object>) c))
            .alsoFor(Collections.nCopies(1, 1).getClass()));
  }

  private static List<Container<Collection<Object>>> views() {
    return List.of(
        Container.view(
            112,
            false,
            c -> new LinkedList<>(),
            c -> Collections.unmodifiableList((List<Object>) c)),
        Container.view(113, false, c -> new ArrayList<>(), Collections::unmodifiableCollection),
        Container.view(
            114,
            false,
            c -> new LinkedHashSet<>(),
            c -> Collections.unmodifiableSet((Set<Object>) c)),
        Container.view(
            115, true, TreeSet::new, c -> Collections.unmodifiableSortedSet((SortedSet<Object>) c)),
        Container.view(
            116,
            true,
            TreeSet::new,
            c -> Collections.unmodifiableNavigableSet((NavigableSet<Object>) c)));
  }

  private static List<Container<Collection<Object>>> synchronizedViews() {
    return List.of(
        Container.view(
            117,
            false,
            c -> new ArrayList<>(),
            c -> Collections.synchronizedList((List<Object>) c)),
        Container.view(
            118,
            false,
            c -> new LinkedList<>(),
            c -> Collections.synchronizedList((List<Object>) c)),
        Container.view(119, false, c -> new ArrayList<>(), Collections::synchronizedCollection),
        Container.view(
            120,
            false,
            c -> new LinkedHashSet<>(),
            c -> Collections.synchronizedSet((Set<Object>) c)),
        Container.view(
            121, true, TreeSet::new, c -> Collections.synchronizedSortedSet((SortedSet<Object>) c)),
        Container.view(
            127,
            true,
            TreeSet::new,
            c -> Collections.synchronizedNavigableSet((NavigableSet<Object>) c)));
  }

  private static List<Class<?>> classes(Object... examples) {
    return Arrays.stream(examples).<Class<?>>map(Object::getClass).distinct().toList();
  }

  private static Map<Object, Object> singletonMap(Map<Object, Object> map) {
    Map.Entry<Object, Object> entry = map.entrySet().iterator().next();
    return Collections.singletonMap(entry.getKey(), entry.getValue());
  }

  // Stream.toList() makes lists of the same class as List.of(), with nulls.
  private static Collection<Object> immutableList(Collection<Object> elements) {
    return elements.contains(null) ? elements.stream().toList() : List.copyOf(elements);
  }
}
