package throughline.console;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.landscape.Release;
import throughline.notices.Notice;
import throughline.notices.Notices;
import throughline.wording.GroupedAmounts;

/** Messages to people, for whoever operates the installation. */
@RestController
public final class NoticePages {

    private static final String HERE = "/notices";
    private static final int MOST = 200;

    private final Pages pages = new Pages();
    private final DataSource database;
    private final Supplier<Release> release;
    private final InstantSource clock;
    private final boolean configured;

    /**
     * Pages over an installation.
     *
     * @param configured whether anybody is to be told anything
     */
    public NoticePages(
            DataSource database,
            Supplier<Release> release,
            InstantSource clock,
            boolean configured) {
        this.database = database;
        this.release = release;
        this.clock = clock;
        this.configured = configured;
    }

    /** The newest of them. */
    @GetMapping(path = HERE, produces = MediaType.TEXT_HTML_VALUE)
    public String notices() {
        Instant now = clock.instant();
        return pages.render(
                "notices",
                new NoticesView(
                        new Page("Notices", release.get().name(), HERE),
                        configured,
                        Notices.newest(database, MOST).stream()
                                .map(each -> row(each, now))
                                .toList()));
    }

    private static NoticesView.Row row(Notice notice, Instant now) {
        return new NoticesView.Row(
                Wording.ago(notice.plannedAt(), now),
                notice.owner(),
                notice.address(),
                notice.subject(),
                notice.state(),
                switch (notice.state()) {
                    case "sent" -> "good";
                    case "refused" -> "bad";
                    case "unclear" -> "warn";
                    default -> "";
                },
                GroupedAmounts.in(notice.sentence()));
    }
}
