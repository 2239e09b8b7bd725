import Vocabulary

/// Roles from what a party answers and reads. Nothing here looks at writes: a role inferred from writing
/// would excuse or accuse that writing.
enum RoleInference {
  static func roles(serving protocols: ProtocolSet) -> RoleSet {
    var roles: RoleSet = []
    for name in controllers where protocols.contains(name) { roles.formUnion(.controller) }
    for name in servers where protocols.contains(name) { roles.formUnion(RoleSet(.server)) }
    if protocols.contains(.pnIO) || protocols.contains(.synphasor) { roles.formUnion(RoleSet(.ioDevice)) }
    if protocols.contains(.hartIP) { roles.formUnion(RoleSet(.gateway)) }
    if protocols.contains(.kerberos) { roles.formUnion(RoleSet(.domainController)) }
    return roles
  }

  private static let controllers: [ProtocolName] = [
    .modbus, .umas, .s7comm, .s7commPlus, .enip, .cip, .ams, .dnp3, .iec104, .iec104ASDU, .omron, .melsec,
    .mms, .bacnet, .slmp, .tristation, .codesys, .codesysV2, .geSRTP, .pcworx, .proconos,
  ]

  private static let servers: [ProtocolName] = [
    .opcua, .mqtt, .mysql, .postgresql, .tds, .nfs, .dns, .dhcp, .ldap, .radius,
  ]

  /// The Purdue level: the owner's, else that of the surest role, else what the network says.
  ///
  /// Source: ISA-95 and IEC 62443-1-1, reference model.
  static func level(
    owned: Int?, _ roles: PartyRoles, isInOTNetwork: Bool, networksAreNamed: Bool, isOnInternet: Bool
  ) -> Int? {
    if let owned { return owned }
    let claims = roles.claims
    for claim in claims {
      if let level = claim.role.purdueLevel { return level }
    }
    if isInOTNetwork {
      if claims.contains(where: { $0.role == .networkSwitch || $0.role == .gateway }) { return 2 }
      return claims.isEmpty ? nil : 3
    }
    if isOnInternet { return 5 }
    return networksAreNamed ? 4 : nil
  }
}
