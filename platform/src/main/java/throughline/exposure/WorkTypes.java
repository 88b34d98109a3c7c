package throughline.exposure;

import java.util.List;
import throughline.landscape.Mapping;
import throughline.landscape.Release;

/** Where time comes from. */
record WorkTypes(List<Mapping> mappings) {

    WorkTypes {
        mappings = List.copyOf(mappings);
    }

    static WorkTypes of(Release release) {
        return new WorkTypes(
                release.mappings().stream()
                        .filter(each -> each.canonical().equals("time-entry"))
                        .toList());
    }

    Object[] systems() {
        return mappings.stream().map(Mapping::system).distinct().toArray();
    }

    Object[] types() {
        return mappings.stream().map(Mapping::type).distinct().toArray();
    }
}
