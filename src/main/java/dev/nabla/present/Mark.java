package dev.nabla.present;

/** Something that happened at a step, such as "learning rate 0.01". */
public record Mark(int step, String label) {}
