/// What Bulkhead ships: the schema, and a file of policies for each role.
public enum ShippedPolicies {
  /// The words that policies may use, in Cedar's schema language.
  public static var schema: [UInt8] { PackageResources.bulkhead_cedarschema }

  /// What holds for everybody, then the roles by name, then what acts without a person.
  public static var files: [PolicyFile] {
    [
      PolicyFile(shipped: "guards.cedar", PackageResources.guards_cedar),
      PolicyFile(shipped: "auditor.cedar", PackageResources.auditor_cedar),
      PolicyFile(shipped: "it-administrator.cedar", PackageResources.it_administrator_cedar),
      PolicyFile(shipped: "maintenance.cedar", PackageResources.maintenance_cedar),
      PolicyFile(shipped: "operator.cedar", PackageResources.operator_cedar),
      PolicyFile(shipped: "ot-engineer.cedar", PackageResources.ot_engineer_cedar),
      PolicyFile(shipped: "plant-manager.cedar", PackageResources.plant_manager_cedar),
      PolicyFile(shipped: "security-analyst.cedar", PackageResources.security_analyst_cedar),
      PolicyFile(shipped: "vendor.cedar", PackageResources.vendor_cedar),
      PolicyFile(shipped: "break-glass.cedar", PackageResources.break_glass_cedar),
      PolicyFile(shipped: "services.cedar", PackageResources.services_cedar),
    ]
  }
}
