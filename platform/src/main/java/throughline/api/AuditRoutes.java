package throughline.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.audit.AuditEntry;
import throughline.audit.AuditLog;

/** Who did what. */
@RestController
public final class AuditRoutes {

    private static final int MOST = 500;

    private final AuditLog audit;

    /** The log of a database. */
    public AuditRoutes(DataSource database) {
        this.audit = new AuditLog(database);
    }

    /**
     * Entries from the newest to the oldest.
     *
     * @param before only those before this position
     */
    @GetMapping(path = "/api/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "9223372036854775807") long before,
            @RequestParam(defaultValue = "100") int limit) {
        int size = Math.clamp(limit, 1, MOST);
        List<AuditEntry> entries = audit.list(before, q, size);
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("entries", entries);
        page.put("next", entries.size() < size ? null : entries.getLast().position());
        return page;
    }
}
