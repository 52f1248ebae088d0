package dev.nabla.worker;

import dev.nabla.train.BatchSource;
import java.util.List;

/**
 * What a run learns from, and what it is measured on.
 *
 * @param classNames what the labels mean
 * @param training belongs to the run: it holds a position
 * @param validation may be shared by runs
 */
record RunData(List<String> classNames, BatchSource training, ValidationSet validation) {
    RunData {
        classNames = List.copyOf(classNames);
    }
}
