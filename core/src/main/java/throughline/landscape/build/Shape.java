package throughline.landscape.build;

import java.util.List;
import java.util.Optional;

/**
 * The fields of a canonical type, in the order in which {@link Values} holds them.
 *
 * @param attributes whether the landscape may add attributes of its own
 */
record Shape(String name, List<Field> fields, boolean attributes) {

    Shape {
        fields = List.copyOf(fields);
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
        return String.join(", ", shape.fields().stream().map(Field::name).toList());
    }
}
