package throughline.approvals;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.approvals.Request.State;
import throughline.money.Money;
import throughline.people.Actor;
import throughline.people.Scope;

/** Requests as the database keeps them. */
final class RequestStore {

    private static final String ALL = "select * from approval_request ";
    private static final String INSERT =
            """
            insert into approval_request (kind, subject, title, will_happen, instruction,
                content_hash, unit, entity, currency, minor, roles, reason, requested_by,
                requested_login, requested_human, requested_at)
            values (:kind, :subject, :title, :lines, :instruction, :hash, :unit, :entity, :currency,
                :minor, :roles, :reason, :name, :login, :human, :at)
            returning *
            """;

    private final JdbcClient database;

    RequestStore(DataSource database) {
        this.database = JdbcClient.create(database);
    }

    Request insert(Matter matter, Actor by, String reason, Instant at) {
        return database.sql(INSERT)
                .param("kind", matter.kind())
                .param("subject", matter.subject())
                .param("title", matter.title())
                .param("lines", matter.willHappen().toArray(String[]::new))
                .param("instruction", matter.instruction())
                .param("hash", matter.contentHash())
                .param("unit", matter.unit().orElse(null))
                .param("entity", matter.entity().orElse(null))
                .param("currency", matter.amount().map(it -> it.currency().getCode()).orElse(null))
                .param("minor", matter.amount().map(Money::minor).orElse(null))
                .param("roles", new TreeSet<>(matter.roles()).toArray(String[]::new))
                .param("reason", reason)
                .param("name", by.person().name())
                .param("login", by.person().login())
                .param("human", by.human())
                .param("at", Timestamp.from(at))
                .query((row, number) -> request(row))
                .single();
    }

    Optional<Request> open(Matter matter) {
        return database.sql(
                        ALL
                                + "where kind = ? and subject = ? and content_hash = ?"
                                + " and state = 'open' for update")
                .params(matter.kind(), matter.subject(), matter.contentHash())
                .query((row, number) -> request(row))
                .optional();
    }

    /** Open ones that ask for the same by the same instruction, with other content. */
    List<Request> others(Matter matter) {
        return database.sql(
                        ALL
                                + "where kind = ? and subject = ? and instruction = ?"
                                + " and state = 'open' for update")
                .params(matter.kind(), matter.subject(), matter.instruction())
                .query((row, number) -> request(row))
                .list();
    }

    List<Request> open(Scope scope) {
        return database.sql(
                        ALL
                                + "where state = 'open' and in_scope(unit, entity, :units,"
                                + " :entities) order by requested_at, id limit 200")
                .param("units", scope.units().toArray(String[]::new))
                .param("entities", scope.entities().toArray(String[]::new))
                .query((row, number) -> request(row))
                .list();
    }

    List<Request> answered(Scope scope, int most) {
        return database.sql(
                        ALL
                                + "where state <> 'open' and in_scope(unit, entity, :units,"
                                + " :entities) order by decided_at desc, id desc limit :most")
                .param("units", scope.units().toArray(String[]::new))
                .param("entities", scope.entities().toArray(String[]::new))
                .param("most", most)
                .query((row, number) -> request(row))
                .list();
    }

    Optional<Request> find(long id) {
        return database.sql(ALL + "where id = ?")
                .param(id)
                .query((row, number) -> request(row))
                .optional();
    }

    Request locked(long id) {
        return database.sql(ALL + "where id = ? for update")
                .param(id)
                .query((row, number) -> request(row))
                .single();
    }

    Request answer(Request request, State state, String why, String by, Instant at) {
        return database.sql(
                        """
                        update approval_request set state = ?, decided_by = ?, decided_at = ?,
                            decided_why = ?
                        where id = ? returning *
                        """)
                .params(
                        state.name().toLowerCase(Locale.ROOT),
                        by,
                        Timestamp.from(at),
                        why,
                        request.id())
                .query((row, number) -> request(row))
                .single();
    }

    private static Request request(ResultSet row) throws SQLException {
        @Nullable String currency = row.getString("currency");
        long minor = row.getLong("minor");
        @Nullable Timestamp decided = row.getTimestamp("decided_at");
        return new Request(
                row.getLong("id"),
                new Matter(
                        row.getString("kind"),
                        row.getString("subject"),
                        row.getString("title"),
                        List.of((String[]) row.getArray("will_happen").getArray()),
                        row.getString("instruction"),
                        Optional.ofNullable(row.getString("unit")),
                        Optional.ofNullable(row.getString("entity")),
                        Optional.ofNullable(currency).map(code -> Money.ofMinor(code, minor)),
                        Set.of((String[]) row.getArray("roles").getArray())),
                row.getString("content_hash"),
                row.getString("reason"),
                row.getString("requested_by"),
                row.getString("requested_login"),
                row.getString("requested_human"),
                row.getTimestamp("requested_at").toInstant(),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("decided_by"),
                decided == null ? null : decided.toInstant(),
                row.getString("decided_why"));
    }
}
