package dev.nabla.cli;

import dev.nabla.nn.Network;
import dev.nabla.train.Settings;

/**
 * A network and how it is trained.
 *
 * @param settings with the schedule
 */
record Trial(Network network, Settings settings) {}
