package throughline.landscape;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.landscape.contract.VendorContract;
import throughline.schema.SchemaSet;

/**
 * One validated, immutable landscape: every rule that decisions are made under. Reading it never
 * fails; what could be wrong was refused when it was built.
 */
public interface Release {

    /** Every role, those that keep the money first. */
    List<Role> MONEY_FIRST =
            List.of(
                    Role.ERP,
                    Role.BILLING,
                    Role.PSA,
                    Role.CRM,
                    Role.CPQ,
                    Role.PAYROLL,
                    Role.WAREHOUSE,
                    Role.IDENTITY,
                    Role.REFERENCE);

    /** The content hash, as lower-case hexadecimal SHA-256. */
    String id();

    /** The enterprise's name. */
    String name();

    /** A business unit with its overlay applied; empty when there is none of that name. */
    Optional<Unit> unit(String name);

    /** The unit that takes deals naming none. */
    Unit defaultUnit();

    /** A legal entity by its code. */
    Optional<LegalEntity> entity(String code);

    /** The systems that the landscape declares, in file order. */
    List<SystemDeclaration> systems();

    /** The attributes by which metrics can be cut. */
    List<String> dimensions();

    /** The live system that plays a role for a unit and a legal entity, when there is one. */
    Optional<SystemDeclaration> inRole(Role role, String unit, String legalEntity);

    /** The live systems for a unit and a legal entity, those that keep the money first. */
    default List<SystemDeclaration> serving(String unit, String legalEntity) {
        List<SystemDeclaration> serving = new ArrayList<>();
        for (Role role : MONEY_FIRST) {
            inRole(role, unit, legalEntity).ifPresent(serving::add);
        }
        return serving;
    }

    /** All business units, in the order of their names. */
    default List<Unit> units() {
        return List.of(defaultUnit());
    }

    /** All legal entities, in file order. */
    default List<LegalEntity> legalEntities() {
        return List.of();
    }

    /** All mappings, in file order. */
    default List<Mapping> mappings() {
        return List.of();
    }

    /** The day that weeks begin with in metrics. */
    default DayOfWeek weekStartsOn() {
        return DayOfWeek.MONDAY;
    }

    /** How much money a change to another release may move before a second person must agree. */
    default Threshold secondPersonAbove() {
        return Threshold.NOTHING;
    }

    /** What its systems are expected to send: the contracts of those that have one. */
    default List<VendorContract> contracts() {
        return List.of();
    }

    /** What a system is expected to send; empty when nobody said. */
    default Optional<VendorContract> contract(String system) {
        return contracts().stream().filter(each -> each.system().equals(system)).findFirst();
    }

    /** What its mappings publish: the canonical types that they make, with the fields they give. */
    default SchemaSet schemas() {
        return SchemaSet.NONE;
    }

    /** What it promises to readers of the canonical records. */
    default Publication publication() {
        return Publication.NONE;
    }

    /** Where rates of exchange come from and which of them count. */
    default ExchangePolicy exchange() {
        return ExchangePolicy.NONE;
    }

    /** The mapping for records of this system and type. */
    Optional<Mapping> mapping(String system, String type);

    /** Which system is believed about a field in a phase of the contract; empty when any is. */
    default Optional<SourceOfTruth> truth(String object, String field, String phase) {
        return Optional.empty();
    }

    /** Everything that somebody owns, in the order of their names. */
    default List<Part> parts() {
        return List.of();
    }

    /** Who owns a part: a table, mapping, policy, system, clock, object, field or metric. */
    String ownerOf(String part);

    /** What a system is for. */
    enum Role {
        CRM,
        CPQ,
        PSA,
        ERP,
        BILLING,
        PAYROLL,
        WAREHOUSE,
        IDENTITY,
        /** Publishes what others go by, such as rates of exchange. */
        REFERENCE
    }
}
