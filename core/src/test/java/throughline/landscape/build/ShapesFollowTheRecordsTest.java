package throughline.landscape.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.observed.CanonicalRecord;

/** Mappings give the components of the canonical records, by name and in their order. */
final class ShapesFollowTheRecordsTest {

    static Stream<Class<?>> records() {
        return Arrays.stream(CanonicalRecord.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("records")
    void every_canonical_record_has_a_shape_of_its_components(Class<?> record) {
        String name =
                record.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        Shape shape = Shapes.CANONICAL.get(name);
        assertThat(shape).as(name).isNotNull();
        List<String> components =
                Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
        List<String> expected =
                Stream.of(
                                Stream.of("key"),
                                shape.fields().stream().map(Shape.Field::name),
                                Stream.of(shape.free()).filter(_ -> shape.isOpen()))
                        .flatMap(names -> names)
                        .toList();
        assertThat(components).isEqualTo(expected);
    }
}
