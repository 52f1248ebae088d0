/**
 * The command line: training, evaluation, prediction and checks outside the browser. The only package below the page
 * that may read a clock.
 *
 * <p>Uses every package below it: {@code analysis}, {@code bench}, {@code data}, {@code kernel}, {@code model}, {@code nn},
 * {@code optim}, {@code present}, {@code program}, {@code protocol}, {@code train}, {@code wasm}.
 */
@NullMarked
package dev.nabla.cli;

import org.jspecify.annotations.NullMarked;
