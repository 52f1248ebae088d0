/**
 * What is measured, and how: networks and synthetic data that other libraries are measured on too, and the time that the
 * engine takes for them. The same in the browser and on the JVM; clock and executors are passed in.
 *
 * <p>Uses {@code nn}, {@code optim}, {@code program}, {@code train}.
 */
@NullMarked
package dev.nabla.bench;

import org.jspecify.annotations.NullMarked;
