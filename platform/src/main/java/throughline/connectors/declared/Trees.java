package throughline.connectors.declared;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.build.Place;
import throughline.landscape.build.Tree;

/** Declarations of a release as the trees that they were read from, without their lines. */
final class Trees {

    private Trees() {}

    static Tree of(SystemDeclaration declared) {
        Place place = Place.of("systems/" + declared.name() + ".yaml");
        Map<String, Tree> entries = new LinkedHashMap<>();
        entries.put("name", text(declared.name(), place));
        entries.put("role", text(declared.role().name().toLowerCase(Locale.ROOT), place));
        entries.put("connector", text(declared.connector(), place));
        entries.put("writes", of(declared.writes(), place));
        declared.settings().forEach((name, value) -> entries.put(name, of(value, place)));
        return new Tree.Section(entries, place);
    }

    private static Tree of(Object value, Place place) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Tree> entries = new LinkedHashMap<>();
                map.forEach((name, each) -> entries.put(name.toString(), of(each, place)));
                yield new Tree.Section(entries, place);
            }
            case List<?> list ->
                    new Tree.Items(list.stream().map(each -> of(each, place)).toList(), place);
            case Object other when other.toString().isEmpty() -> new Tree.Nothing(place);
            case Object other -> text(other.toString(), place);
        };
    }

    private static Tree text(String value, Place place) {
        return new Tree.Text(value, false, place);
    }
}
