package dev.nabla.model;

/** The versions of formats: each format counts its own from 1, and reads all up to its newest. */
final class Versions {
    private Versions() {}

    /** The member "version" of a description, 1 … {@code newest}. */
    static int require(Json json, int newest) {
        Json member = json.get("version");
        return require(member, member.integer(1L, Long.MAX_VALUE), newest);
    }

    /** A version found at a place. */
    static int require(Json place, long version, int newest) {
        if (version > newest) {
            throw place.fail("at most " + newest + "; a newer Nabla has written it");
        }
        return (int) version;
    }
}
