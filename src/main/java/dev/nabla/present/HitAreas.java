package dev.nabla.present;

import java.util.List;
import java.util.Optional;

/** The areas of one picture: which of them a pointer means, and where an arrow key goes. */
public final class HitAreas {

    /** The least width and height of what a pointer can hit, in CSS pixels. */
    public static final double LEAST_SIZE = 24;

    public static final HitAreas NONE = new HitAreas(List.of());

    /** How much more a step aside costs than a step in the key's direction. */
    private static final double ASIDE = 3;

    private final List<HitArea> areas;

    /** Areas in the order in which they are read. */
    public HitAreas(List<HitArea> areas) {
        this.areas = List.copyOf(areas);
    }

    public List<HitArea> list() {
        return areas;
    }

    public Optional<HitArea> find(String id) {
        for (HitArea area : areas) {
            if (area.id().equals(id)) {
                return Optional.of(area);
            }
        }
        return Optional.empty();
    }

    /** The area at a point; beside small ones, the nearest whose hit area, at least 24 × 24, holds the point. */
    public Optional<HitArea> at(double x, double y) {
        HitArea best = null;
        double bestDistance = Double.POSITIVE_INFINITY;
        for (HitArea area : areas) {
            double distance = area.distance(x, y);
            boolean hit = distance == 0
                    || (Math.abs(x - area.centerX()) <= Math.max(LEAST_SIZE, area.width()) / 2
                            && Math.abs(y - area.centerY()) <= Math.max(LEAST_SIZE, area.height()) / 2);
            // Of areas that lie on each other the later one is drawn on top.
            if (hit && distance <= bestDistance) {
                best = area;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * The area that an arrow key leads to: the nearest one in its direction.
     *
     * @param dx −1 for left, 1 for right, otherwise 0
     * @param dy −1 for up, 1 for down, otherwise 0
     * @return the same area where there is none further
     */
    public HitArea next(HitArea from, int dx, int dy) {
        HitArea best = from;
        double bestCost = Double.POSITIVE_INFINITY;
        for (HitArea area : areas) {
            double across = area.centerX() - from.centerX();
            double down = area.centerY() - from.centerY();
            double along = across * dx + down * dy;
            double aside = Math.abs(dx == 0 ? across : down);
            double cost = along + aside * ASIDE;
            if (along > 0.5 && !area.id().equals(from.id()) && cost < bestCost) {
                best = area;
                bestCost = cost;
            }
        }
        return best;
    }
}
