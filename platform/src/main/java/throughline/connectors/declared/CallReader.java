package throughline.connectors.declared;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import throughline.landscape.build.Reading;
import throughline.landscape.build.Tree;

/**
 * Reads calls: by method and path, or by the name of a remote procedure.
 *
 * @param rpc how remote procedures are called; empty where there are none
 */
record CallReader(Optional<Procedures> rpc) {

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    /**
     * How remote procedures are called.
     *
     * @param version what {@code jsonrpc} says; empty where nothing is to be said
     */
    record Procedures(Tree.Text path, Optional<String> version) {}

    /** The call within a section; empty, and a defect, when there is none. */
    Optional<CallPlan> read(Reading reading, Naming naming) {
        boolean reads = reading.truth("reads", false);
        Map<String, Term> query = terms(reading, "query", naming);
        Map<String, Term> headers = terms(reading, "headers", naming);
        Optional<Tree> params = reading.tree("params");
        Optional<Tree> procedure = reading.tree("rpc");
        Optional<Structure> body = structure(reading, "body", naming);
        Optional<Structure> form = structure(reading, "form", naming);
        Optional<CallPlan> found = Optional.empty();
        for (String method : METHODS) {
            Optional<Tree> path = reading.tree(method);
            if (path.isPresent() && (found.isPresent() || procedure.isPresent())) {
                reading.defect(method, "duplicate", "One call has one method. Keep one of them.");
            } else if (path.isPresent() && path.get() instanceof Tree.Text text) {
                found =
                        Optional.of(
                                new CallPlan(
                                        method.toUpperCase(Locale.ROOT),
                                        path(method, text, naming),
                                        query,
                                        headers,
                                        body.or(() -> form),
                                        form.isPresent(),
                                        reads || method.equals("get")));
            } else if (path.isPresent()) {
                reading.defect(method, "bad-shape", method + " must be one path.");
            }
        }
        if (procedure.isPresent()) {
            return procedure(reading, params, naming, new Extras(query, headers, reads));
        }
        if (found.isEmpty()) {
            reading.defect(
                    "call",
                    "missing",
                    "A call is missing. Write get, post, put, patch or delete with a path, or rpc"
                            + " with a method.");
        }
        return found;
    }

    private record Extras(Map<String, Term> query, Map<String, Term> headers, boolean reads) {}

    private static Template path(String method, Tree.Text text, Naming naming) {
        if (!text.value().startsWith("/")) {
            naming.defects()
                    .add(
                            text.place(),
                            "bad-value",
                            "%s is %s. Write a path that begins with /, below the endpoint."
                                    .formatted(method, text.value()));
        }
        return Template.read(method, text, naming);
    }

    private Optional<CallPlan> procedure(
            Reading reading, Optional<Tree> params, Naming naming, Extras extras) {
        String method = reading.text("rpc");
        if (rpc.isEmpty()) {
            reading.defect(
                    "rpc",
                    "unknown-reference",
                    "The file does not say how procedures are called. Add rpc: {path: /...}.");
            return Optional.empty();
        }
        Map<String, Structure> fields = new LinkedHashMap<>();
        rpc.get().version().ifPresent(v -> fields.put("jsonrpc", new Structure.Fixed(v)));
        fields.put("id", new Structure.Fixed(1L));
        fields.put("method", new Structure.Fixed(method));
        fields.put(
                "params",
                params.map(tree -> Structure.read("params", tree, naming))
                        .orElseGet(() -> new Structure.Elements(List.of())));
        return Optional.of(
                new CallPlan(
                        "POST",
                        Template.read("rpc.path", rpc.get().path(), naming),
                        extras.query(),
                        extras.headers(),
                        Optional.of(new Structure.Fields(fields)),
                        false,
                        extras.reads()));
    }

    private static Optional<Structure> structure(Reading reading, String key, Naming naming) {
        return reading.tree(key).map(tree -> Structure.read(key, tree, naming));
    }

    static Map<String, Term> terms(Reading reading, String key, Naming naming) {
        Map<String, Term> terms = new LinkedHashMap<>();
        reading.entries(key)
                .forEach(
                        (name, tree) ->
                                naming.term(key + "." + name, tree)
                                        .ifPresent(term -> terms.put(name, term)));
        return terms;
    }
}
