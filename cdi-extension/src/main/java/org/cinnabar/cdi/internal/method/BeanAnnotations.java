package org.cinnabar.cdi.internal.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

/**
 * The annotations of a bean class as the container sees them: changed by extensions, and with what
 * stereotypes and other interceptor bindings carry.
 *
 * @param type the bean class
 * @param ofType the annotations of the class
 * @param ofMethods the annotations of its methods, inherited ones included, bridges left out
 */
public record BeanAnnotations(
    Class<?> type, Set<Annotation> ofType, Map<Method, Set<Annotation>> ofMethods) {}
