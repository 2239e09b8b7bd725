import Vocabulary

/// What a service does. The table of the protocol's page says the same in words.
///
/// Source: 3S-Smart Software Solutions, interfaces of the CODESYS Control runtime: `CmpSrvItf` (groups),
/// `CmpDeviceItf`, `CmpAppItf`, `CmpMonitorItf`, `CmpMonitor2Itf`, `CmpFileTransferItf` (services).
struct CODESYSMeaning {
  var verb: Verb
  var deed = Deed.plain
  /// Tag 1 holds the name of a file.
  var namesFile = false

  /// Nil where a service does nothing to the device, or nobody has described it.
  init?(group: UInt16, service: UInt16) {
    switch (group, service) {
    // Device
    case (1, 1): verb = .identify
    case (1, 2), (1, 8): verb = .authenticate
    case (1, 4): (verb, deed) = (.configure, .factoryReset)
    case (1, 6): (verb, deed) = (.setMode, .modeChange)
    case (1, 7): verb = .read
    case (1, 9): (verb, deed) = (.configure, .rename)
    // Application
    case (2, 0x01): verb = .connect
    case (2, 0x03), (2, 0x05), (2, 0x07), (2, 0x08), (2, 0x30), (2, 0x34):
      (verb, deed) = (.program, .download)
    case (2, 0x04): (verb, deed) = (.program, .delete)
    case (2, 0x06): (verb, deed) = (.program, .onlineEdit)
    case (2, 0x23), (2, 0x26), (2, 0x27): (verb, deed) = (.program, .insert)
    case (2, 0x10): (verb, deed) = (.setMode, .start)
    case (2, 0x11): (verb, deed) = (.setMode, .stop)
    case (2, 0x12), (2, 0x24): (verb, deed) = (.setMode, .reset)
    case (2, 0x13), (2, 0x19), (2, 0x22): (verb, deed) = (.setMode, .modeChange)
    case (2, 0x20): (verb, deed) = (.operate, .force)
    case (2, 0x14), (2, 0x16), (2, 0x17), (2, 0x18), (2, 0x21), (2, 0x25), (2, 0x28), (2, 0x29), (2, 0x31),
      (2, 0x33), (2, 0x35), (2, 0x38):
      verb = .read
    case (2, 0x37): verb = .write
    // Monitoring, in both its forms
    case (3, 1), (0x1B, 1): verb = .read
    case (3, 2), (0x1B, 2): verb = .write
    case (3, 3), (0x1B, 3): (verb, deed) = (.operate, .force)
    // Settings
    case (6, 1): verb = .read
    case (6, 2): (verb, deed) = (.configure, .parameter)
    // Files
    case (8, 0x01): (verb, namesFile) = (.browse, true)
    case (8, 0x02), (8, 0x03): (verb, deed, namesFile) = (.transfer, .fileWrite, true)
    case (8, 0x05), (8, 0x06): (verb, deed, namesFile) = (.transfer, .fileRead, true)
    case (8, 0x0C): verb = .browse
    case (8, 0x0E), (8, 0x11): (verb, deed, namesFile) = (.transfer, .delete, true)
    case (8, 0x0F), (8, 0x10), (8, 0x12): (verb, namesFile) = (.transfer, true)
    // Log, and the shell of the controller
    case (5, _): verb = .read
    case (0x11, _): (verb, deed) = (.operate, .call)
    default: return nil
    }
  }
}
