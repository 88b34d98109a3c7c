package throughline.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.audit.AuditLog;
import throughline.database.OneTransaction;
import throughline.people.RefusedToPersonException.Kind;

/**
 * Tokens by which programs act for a person, with no more than that person may do at that moment.
 * Whoever made one for somebody else has held its secret, and counts as who may be behind it.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class Tokens {

    /** How every token of ours begins, so that leaked ones can be searched for. */
    public static final String PREFIX = "tl_";

    private static final Duration LONGEST = Duration.ofDays(366);

    private final JdbcClient database;
    private final OneTransaction transaction;
    private final AuditLog audit;
    private final People people;

    /** Tokens of a database's people. */
    public Tokens(DataSource database) {
        this.database = JdbcClient.create(database);
        this.transaction = new OneTransaction(database);
        this.audit = new AuditLog(database);
        this.people = new People(database);
    }

    /**
     * What a token is to be.
     *
     * @param owner the login of the person for whom it acts
     * @param roles those of the owner's that it has
     */
    public record Wish(
            String owner, String name, Set<String> roles, Scope scope, Duration lasting) {
        public Wish {
            roles = Set.copyOf(roles);
        }
    }

    /**
     * A token as it is listed.
     *
     * @param maker the login of who made it; empty of an old one that holds no longer
     */
    public record Listed(
            String id,
            String name,
            String owner,
            String maker,
            List<String> roles,
            Instant expires,
            @Nullable Instant revoked) {}

    /** Makes a token and returns it: it is kept nowhere. */
    public String make(Actor by, Wish wish, Instant now) {
        Person owner = people.find(wish.owner()).orElseThrow(() -> noOwner(wish.owner()));
        if (wish.name().isBlank() || wish.name().length() > 80) {
            throw RefusedToPersonException.faulty(
                    "token-unnamed",
                    "Cannot make a token without a name of up to 80 characters that says which"
                            + " program it is for.");
        }
        if (!wish.scope().isNamed()) {
            throw RefusedToPersonException.faulty(
                    "scope-unfit",
                    "Cannot make a token for a part without a name: name units and entities as the"
                            + " landscape does, or leave them out for all of its owner's.");
        }
        if (!owner.roles().containsAll(wish.roles()) || wish.roles().isEmpty()) {
            throw RefusedToPersonException.faulty(
                    "token-exceeds-owner",
                    ("Cannot make a token of %s with roles %s: it can have only those of its owner,"
                                    + " %s.")
                            .formatted(
                                    owner.login(),
                                    new TreeSet<>(wish.roles()),
                                    new TreeSet<>(owner.roles())));
        }
        if (wish.lasting().isNegative()
                || wish.lasting().isZero()
                || wish.lasting().compareTo(LONGEST) > 0) {
            throw RefusedToPersonException.faulty(
                    "token-lasting", "Cannot make a token that lasts so long: 1 to 366 days work.");
        }
        String id = Secret.random(6).replace('_', '0').replace('-', '1');
        String secret = PREFIX + id + "_" + Secret.random(32);
        transaction.of(
                () -> {
                    database.sql(
                                    """
                                    insert into service_token (id, hash, name, owner, maker,
                                        roles, units, entities, created_at, expires_at)
                                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                    """)
                            .params(
                                    id,
                                    hash(secret),
                                    wish.name(),
                                    owner.login(),
                                    by.human(),
                                    wish.roles().toArray(String[]::new),
                                    wish.scope().units().toArray(String[]::new),
                                    wish.scope().entities().toArray(String[]::new),
                                    Timestamp.from(now),
                                    Timestamp.from(now.plus(wish.lasting())))
                            .update();
                    String told = wish.name() + ", roles " + new TreeSet<>(wish.roles());
                    return audit.add(
                            by.did(
                                    "token-made",
                                    "token " + id,
                                    "",
                                    "",
                                    told + " of " + owner.login()),
                            now);
                });
        return secret;
    }

    /** Makes a token worthless from now on. */
    public void revoke(Actor by, String id, Instant now) {
        transaction.of(
                () -> {
                    int changed =
                            database.sql(
                                            "update service_token set revoked_at = ? where id = ?"
                                                    + " and revoked_at is null")
                                    .params(Timestamp.from(now), id)
                                    .update();
                    if (changed == 0) {
                        throw new RefusedToPersonException(
                                Kind.NOT_THERE,
                                "unknown-token",
                                "There is no living token "
                                        + id
                                        + ". See: throughline people list");
                    }
                    return audit.add(by.did("token-revoked", "token " + id, "", "", ""), now);
                });
    }

    /** All tokens, the newest first. */
    public List<Listed> all() {
        return database.sql(
                        """
                        select id, name, owner, coalesce(maker, '') as maker, roles, expires_at,
                            revoked_at
                        from service_token order by created_at desc
                        """)
                .query((row, number) -> listed(row))
                .list();
    }

    /** Who acts with a token; nobody when it is none, has expired, or its owner has gone. */
    public Optional<Actor> actor(String secret, Instant now) {
        String[] parts = secret.split("_", 3);
        if (!secret.startsWith(PREFIX) || parts.length != 3 || secret.length() > 100) {
            return Optional.empty();
        }
        return database.sql(
                        """
                        select id, hash, name, owner, maker, roles, units, entities
                        from service_token where id = ? and revoked_at is null and expires_at > ?
                        """)
                .params(parts[1], Timestamp.from(now))
                .query((row, number) -> actor(row, secret))
                .optional()
                .flatMap(found -> found);
    }

    private Optional<Actor> actor(ResultSet row, String secret) throws SQLException {
        if (!MessageDigest.isEqual(row.getBytes("hash"), hash(secret))) {
            return Optional.empty();
        }
        Scope scope = new Scope(People.texts(row, "units"), People.texts(row, "entities"));
        Set<String> roles = People.texts(row, "roles");
        String through =
                "api with token " + row.getString("id") + " (" + row.getString("name") + ")";
        Optional<Actor.Behind> behind = behind(row.getString("owner"), row.getString("maker"));
        return people.find(row.getString("owner"))
                .filter(Person::active)
                .map(owner -> new Actor(owner.narrowed(roles, scope), through, behind));
    }

    private Optional<Actor.Behind> behind(String owner, String maker) {
        if (maker.equals(owner)) {
            return Optional.empty();
        }
        String name = people.find(maker).map(Person::name).orElse(maker);
        return Optional.of(new Actor.Behind(maker, name, Actor.Hand.MADE_THE_TOKEN));
    }

    private static Listed listed(ResultSet row) throws SQLException {
        @Nullable Timestamp revoked = row.getTimestamp("revoked_at");
        return new Listed(
                row.getString("id"),
                row.getString("name"),
                row.getString("owner"),
                row.getString("maker"),
                List.copyOf(new TreeSet<>(People.texts(row, "roles"))),
                row.getTimestamp("expires_at").toInstant(),
                revoked == null ? null : revoked.toInstant());
    }

    private static RefusedToPersonException noOwner(String login) {
        return new RefusedToPersonException(
                Kind.NOT_THERE,
                "unknown-person",
                "There is nobody of the login "
                        + login
                        + " here. See who is: throughline people list");
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
