package dev.nabla.present;

/** A mark on an axis. */
public record Tick(double value, String label) {}
