package dev.nabla.cli;

/**
 * What is told of a run at its end.
 *
 * @param weightsSha256 of all parameters, 64 hexadecimal digits
 * @param parameters their number
 * @param seconds from the start of training
 */
record RunReport(String weightsSha256, long parameters, double seconds) {}
