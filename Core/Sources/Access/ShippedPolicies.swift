/// What Bulkhead ships: the schema, and a file of policies for each role.
public enum ShippedPolicies {
  /// The words that policies may use, in Cedar's schema language.
  public static var schema: [UInt8] { PackageResources.bulkhead_cedarschema }

  /// What holds for everybody, then the roles by name, then what acts without a person.
  public static var files: [PolicyFile] {
    [
      PolicyFile(name: "guards.cedar", text: PackageResources.guards_cedar),
      PolicyFile(name: "auditor.cedar", text: PackageResources.auditor_cedar),
      PolicyFile(name: "it-administrator.cedar", text: PackageResources.it_administrator_cedar),
      PolicyFile(name: "maintenance.cedar", text: PackageResources.maintenance_cedar),
      PolicyFile(name: "operator.cedar", text: PackageResources.operator_cedar),
      PolicyFile(name: "ot-engineer.cedar", text: PackageResources.ot_engineer_cedar),
      PolicyFile(name: "plant-manager.cedar", text: PackageResources.plant_manager_cedar),
      PolicyFile(name: "security-analyst.cedar", text: PackageResources.security_analyst_cedar),
      PolicyFile(name: "vendor.cedar", text: PackageResources.vendor_cedar),
      PolicyFile(name: "break-glass.cedar", text: PackageResources.break_glass_cedar),
      PolicyFile(name: "services.cedar", text: PackageResources.services_cedar),
    ]
  }
}

/// A text of policies and the name it goes by.
public struct PolicyFile: Hashable, Sendable {
  public let name: String
  /// UTF-8.
  public let text: [UInt8]

  public init(name: String, text: [UInt8]) {
    self.name = name
    self.text = text
  }
}
