package dev.nabla.cli;

import java.util.List;
import java.util.Map;

/**
 * Something that is measured in each round, by a program that prints an object of JSON a line.
 *
 * @param run the name of this way of running it, such as {@code numpy-2}
 * @param command the program with its arguments, begun in the folder of the peers' scripts
 * @param environment variables that it needs
 * @param missing what it lacks here; empty if it can be run
 */
record Peer(String run, List<String> command, Map<String, String> environment, String missing) {
    Peer {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
