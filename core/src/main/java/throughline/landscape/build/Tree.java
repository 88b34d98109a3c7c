package throughline.landscape.build;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A structured file, with the place of every part. */
public sealed interface Tree {

    /** Where it begins. */
    Place place();

    /**
     * One value, as it is written.
     *
     * @param quoted whether it was written in quotes, and so is a text whatever it looks like
     */
    record Text(String value, boolean quoted, Place place) implements Tree {}

    /** Values in order. */
    record Items(List<Tree> items, Place place) implements Tree {
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * Named values, in the order of the file.
     *
     * @param names where each name is written, as far as that is known
     */
    record Section(Map<String, Tree> entries, Place place, Map<String, Place> names)
            implements Tree {
        public Section {
            entries = new LinkedHashMap<>(entries);
            names = Map.copyOf(names);
        }

        /** Of which only the values have places. */
        public Section(Map<String, Tree> entries, Place place) {
            this(entries, place, Map.of());
        }
    }

    /** A name without a value. */
    record Nothing(Place place) implements Tree {}
}
