package throughline.landscape.expression;

import static throughline.landscape.expression.Types.ANY;
import static throughline.landscape.expression.Types.DATE;
import static throughline.landscape.expression.Types.DECIMAL;
import static throughline.landscape.expression.Types.INSTANT;
import static throughline.landscape.expression.Types.KEY;
import static throughline.landscape.expression.Types.LIST;
import static throughline.landscape.expression.Types.MONEY;
import static throughline.landscape.expression.Types.TEXT;
import static throughline.landscape.expression.Types.TEXTS;
import static throughline.landscape.expression.Types.TRUTH;
import static throughline.landscape.expression.Types.WHOLE;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.List;

/** Every function of the language beyond standard CEL, as the type checker knows it. */
final class Signatures {

    private final List<CelFunctionDecl> declarations = new ArrayList<>();

    private Signatures() {}

    static List<CelFunctionDecl> all() {
        Signatures signatures = new Signatures();
        signatures.conversions();
        signatures.records();
        signatures.texts();
        signatures.operators();
        return List.copyOf(signatures.declarations);
    }

    private void conversions() {
        function("decimal", DECIMAL, ANY);
        function("money", MONEY, ANY, ANY);
        function("instant", INSTANT, ANY);
        function("text", TEXT, ANY);
        function("sum", DECIMAL, LIST);
        function("needed", ANY, ANY);
        function("base64", TEXT, ANY);
        function("month", TEXT, DATE);
        declare("date", global("date", DATE, ANY), global("date_zone", DATE, ANY, TEXT));
        declare("either", global("either", ANY, ANY, ANY), global("either_3", ANY, ANY, ANY, ANY));
    }

    private void records() {
        declare(
                "require",
                global("require", ANY, TEXT, ANY),
                global("require_3", ANY, TEXT, TEXT, ANY));
        declare(
                "lookup",
                global("lookup", ANY, TEXT, ANY),
                global("lookup_3", ANY, TEXT, TEXT, ANY));
        declare("key", global("key", KEY, TEXT, ANY), global("key_3", KEY, TEXT, TEXT, ANY));
        declare(
                "code",
                global("code", TEXT, TEXT, ANY),
                global("code_3", TEXT, TEXT, ANY, TEXT),
                global("code_day", TEXT, TEXT, ANY, DATE),
                global("code_day_4", TEXT, TEXT, ANY, DATE, TEXT));
    }

    private void texts() {
        for (String name : List.of("trim", "lower", "upper")) {
            declare(name, global(name, TEXT, ANY), member(name, TEXT, TEXT));
        }
        declare("split", global("split", TEXTS, ANY, TEXT), member("split", TEXTS, TEXT, TEXT));
        declare(
                "replace",
                global("replace", TEXT, ANY, TEXT, TEXT),
                member("replace", TEXT, TEXT, TEXT, TEXT));
        function("join", TEXT, LIST, TEXT);
        function("beforeLast", TEXT, ANY, TEXT);
    }

    private void operators() {
        for (String name : List.of("_+_", "_-_", "_*_", "_/_")) {
            String id = name.replace("_", "o");
            declare(
                    name,
                    global(id + "_decimals", DECIMAL, DECIMAL, DECIMAL),
                    global(id + "_decimal_whole", DECIMAL, DECIMAL, WHOLE),
                    global(id + "_whole_decimal", DECIMAL, WHOLE, DECIMAL));
        }
        for (String name : List.of("_<_", "_<=_", "_>_", "_>=_")) {
            String id = name.replace("_", "o");
            declare(
                    name,
                    global(id + "_decimals", TRUTH, DECIMAL, DECIMAL),
                    global(id + "_decimal_whole", TRUTH, DECIMAL, WHOLE),
                    global(id + "_whole_decimal", TRUTH, WHOLE, DECIMAL),
                    global(id + "_money", TRUTH, MONEY, MONEY),
                    global(id + "_dates", TRUTH, DATE, DATE),
                    global(id + "_instants", TRUTH, INSTANT, INSTANT));
        }
        for (String name : List.of("_==_", "_!=_")) {
            String id = name.replace("_", "o");
            declare(
                    name,
                    global(id + "_decimal_whole", TRUTH, DECIMAL, WHOLE),
                    global(id + "_whole_decimal", TRUTH, WHOLE, DECIMAL));
        }
        for (String name : List.of("_+_", "_-_")) {
            String id = name.replace("_", "o");
            declare(
                    name,
                    global(id + "_money", MONEY, MONEY, MONEY),
                    global(id + "_date_days", DATE, DATE, WHOLE));
        }
        declare(
                "-_",
                global("negate_decimal", DECIMAL, DECIMAL),
                global("negate_money", MONEY, MONEY));
    }

    private void function(String name, CelType result, CelType... arguments) {
        declare(name, global(name, result, arguments));
    }

    private void declare(String name, CelOverloadDecl... overloads) {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(name, overloads));
    }

    private static CelOverloadDecl global(String id, CelType result, CelType... arguments) {
        return CelOverloadDecl.newGlobalOverload("tl_" + id, result, List.of(arguments));
    }

    private static CelOverloadDecl member(String id, CelType result, CelType... arguments) {
        return CelOverloadDecl.newMemberOverload("tl_m_" + id, result, List.of(arguments));
    }
}
