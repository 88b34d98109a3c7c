package throughline.landscape.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;

/** The types that expressions are checked against. */
public final class Types {

    /** An exact decimal number. */
    public static final CelType DECIMAL = OpaqueType.create("decimal");

    /** An amount of one currency. */
    public static final CelType MONEY = OpaqueType.create("money");

    /** A day. */
    public static final CelType DATE = OpaqueType.create("date");

    /** A point in time. */
    public static final CelType INSTANT = OpaqueType.create("instant");

    /** The name of a record in a system. */
    public static final CelType KEY = OpaqueType.create("key");

    /** A text. */
    public static final CelType TEXT = SimpleType.STRING;

    /** True or false. */
    public static final CelType TRUTH = SimpleType.BOOL;

    /** A whole number, as written in expressions. */
    public static final CelType WHOLE = SimpleType.INT;

    /** Known only when the record is there; checked then. */
    public static final CelType ANY = SimpleType.DYN;

    /** A vendor's record. */
    public static final CelType OBJECT = MapType.create(SimpleType.STRING, SimpleType.DYN);

    /** Texts. */
    static final CelType TEXTS = ListType.create(SimpleType.STRING);

    /** A list of anything. */
    public static final CelType LIST = ListType.create(SimpleType.DYN);

    private Types() {}
}
