package throughline.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.notices.Notice;
import throughline.notices.Notices;

/** Messages to people, and how far each came. */
@RestController
public final class NoticeRoutes {

    private static final int MOST = 500;

    private final DataSource database;

    /** Routes over a database. */
    public NoticeRoutes(DataSource database) {
        this.database = database;
    }

    /** The newest of them. */
    @GetMapping(path = "/api/v1/notices", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, List<Map<String, Object>>> notices() {
        return Map.of(
                "notices",
                Notices.newest(database, MOST).stream().map(NoticeRoutes::notice).toList());
    }

    private static Map<String, Object> notice(Notice notice) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("notice", notice.id());
        json.put("owner", notice.owner());
        json.put("address", notice.address());
        json.put("subject", notice.subject());
        json.put("matters", notice.matters());
        json.put("state", notice.state());
        json.put("planned-at", notice.plannedAt().toString());
        json.put("attempts", notice.attempts());
        json.put("sentence", notice.sentence());
        return json;
    }
}
