package throughline.access;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;
import throughline.people.Scope;

/** Which engagements somebody sees. What one may not see is not there for one. */
public final class Sight {

    private final JdbcClient database;

    /** Sight of a database's engagements. */
    public Sight(JdbcClient database) {
        this.database = database;
    }

    /** A scope as the parameters {@code units} and {@code entities} of the function in_scope. */
    public static Map<String, Object> parameters(Scope scope) {
        return Map.of(
                "units", scope.units().toArray(String[]::new),
                "entities", scope.entities().toArray(String[]::new));
    }

    /** The scope of whoever makes the call that is being answered. */
    public static Scope current() {
        return Visitor.current().person().scope();
    }

    /**
     * Refuses whoever sees a part only what concerns the whole enterprise.
     *
     * @param what with its article, as in {@code a release}
     * @throws RefusedToPersonException {@code not-allowed}
     */
    public static void requireWhole(String what) {
        if (!current().isWhole()) {
            throw new RefusedToPersonException(
                    Kind.NOT_ALLOWED,
                    "not-allowed",
                    "Nothing was changed: "
                            + what
                            + " is of the whole enterprise, and you see a part. Somebody who sees"
                            + " all units and entities can.");
        }
    }

    /** Whether an engagement is there for somebody of this scope. */
    public boolean sees(Scope scope, String engagement) {
        return engagement.indexOf(0) < 0
                && database.sql(
                                """
                                select exists (select from engagement e where e.id = :id
                                    and in_scope(e.unit, e.legal_entity, :units, :entities))
                                """)
                        .param("id", engagement)
                        .params(parameters(scope))
                        .query(Boolean.class)
                        .single();
    }

    /**
     * Refuses what is not there for somebody, in the same words as what is not there at all.
     *
     * @throws RefusedToPersonException {@code not-found}
     */
    public void require(Scope scope, String engagement) {
        if (!sees(scope, engagement)) {
            throw new RefusedToPersonException(
                    Kind.NOT_THERE,
                    "not-found",
                    "There is no engagement of that id. Check its name; lists show what there is.");
        }
    }
}
