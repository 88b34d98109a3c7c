package throughline.releases;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.landscape.Part;

/** The register of owners as the command line and programs are told it. */
public final class OwnerRows {

    private OwnerRows() {}

    /** A part, whose it is, who uses it, until when it is there, and whether that is over. */
    public static Map<String, @Nullable Object> of(Register.Entry entry, LocalDate today) {
        Part part = entry.part();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("part", part.name());
        row.put("owner", part.owner());
        row.put("until", part.deprecation().map(each -> each.until().toString()).orElse(null));
        row.put("over", part.deprecation().map(each -> each.isOver(today)).orElse(null));
        row.put("instead", part.deprecation().flatMap(Part.Deprecation::instead).orElse(null));
        row.put("users", String.join(", ", entry.users()));
        return row;
    }
}
