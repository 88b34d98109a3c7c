package throughline.landscape.build;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of a canonical type, in the order in which {@link Values} holds them.
 *
 * @param free the name of the part that holds texts under names of the landscape's own; empty when
 *     there is none
 */
record Shape(String name, List<Field> fields, String free) {

    Shape {
        fields = List.copyOf(fields);
    }

    Shape(String name, List<Field> fields, boolean attributes) {
        this(name, fields, attributes ? "attributes" : "");
    }

    /** Whether the mapping may add texts under names of its own. */
    boolean isOpen() {
        return !free.isEmpty();
    }

    /** The field of that name. */
    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** One field. */
    sealed interface Field {
        /** Its name in mappings. */
        String name();
    }

    /** One value. */
    record Single(String name, Kind kind, boolean required) implements Field {}

    /** Parts of a shape of their own. */
    record Listed(String name, Shape shape) implements Field {}

    static Field required(String name, Kind kind) {
        return new Single(name, kind, true);
    }

    static Field optional(String name, Kind kind) {
        return new Single(name, kind, false);
    }

    /** All names that a mapping may give. */
    static String names(Shape shape) {
        Stream<String> named = shape.fields().stream().map(Field::name);
        Stream<String> open = shape.isOpen() ? Stream.of(shape.free()) : Stream.of();
        return Stream.concat(named, open).collect(Collectors.joining(", "));
    }
}
