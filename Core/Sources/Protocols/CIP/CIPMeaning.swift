import Bytes
import Vocabulary

/// What a service asks of an object: the table of the protocol's page in code.
///
/// Source: The CIP Networks Library, volume 1, appendix A and chapter 5; volume 2, chapter 5; Rockwell
/// publication
/// 1756-PM020 for tags. Services of Rockwell's own classes: cisagov/ACID, `mDOTS_config_change`, and captures
/// of Logix controllers under their engineering software.
struct CIPMeaning {
  var verb: Verb
  var deed: Deed

  init(_ verb: Verb, _ deed: Deed = .plain) {
    self.verb = verb
    self.deed = deed
  }

  init(_ service: UInt8, _ path: CIPPath, _ object: ObjectReference, _ data: borrowing ByteReader) {
    let classID = path.classID
    switch service {
    case CIPService.getAttributesAll, CIPService.getAttributeList, CIPService.getAttributeSingle:
      let isIdentity = classID == CIPClass.identity && Self.asksWhatItIs(service, object.to, data)
      self.init(isIdentity ? .identify : .read)
    case CIPService.getMember: self.init(.read)
    case CIPService.setAttributesAll, CIPService.setAttributeList, CIPService.setAttributeSingle,
      CIPService.setMember:
      self = Self.setting(classID, attribute: object.to)
    case CIPService.reset: self = Self.resetting(classID, data)
    case CIPService.start: self.init(.setMode, .start)
    case CIPService.stop: self.init(.setMode, .stop)
    case CIPService.create where CIPClass.isProgram(classID): self.init(.program, .download)
    case CIPService.delete where CIPClass.isProgram(classID): self.init(.program, .delete)
    case CIPService.applyAttributes, CIPService.insertMember, CIPService.removeMember, CIPService.restore,
      CIPService.save:
      self = CIPClass.isProgram(classID) ? Self(.program, .onlineEdit) : Self(.configure, .parameter)
    case CIPService.create, CIPService.delete: self.init(.configure, .parameter)
    case CIPService.findNextInstance, CIPService.getConnectionPointMembers: self.init(.browse)
    case CIPService.noOperation: self.init(.read)
    case CIPService.groupSync: self.init(.configure, .clock)
    default: self = path.isSymbolic ? Self.onTag(service) : Self.own(service, classID)
    }
  }

  /// Vendor, kind, product, revision, serial number and name say what a device is; status and the like how it
  /// does.
  private static func asksWhatItIs(
    _ service: UInt8, _ attribute: UInt32, _ data: borrowing ByteReader
  ) -> Bool {
    func isTelling(_ number: UInt32) -> Bool { (1...7).contains(number) && number != 5 }
    if service == CIPService.getAttributesAll || isTelling(attribute) { return true }
    guard service == CIPService.getAttributeList else { return false }
    let octets = data.octets
    var place = data.position &+ 2
    while octets.count &- place >= 2 {
      if isTelling(UInt32(octets[place]) | UInt32(octets[place &+ 1]) &<< 8) { return true }
      place &+= 2
    }
    return false
  }

  /// Setting an attribute: of points and assemblies it moves the process, of the rest it configures.
  private static func setting(_ classID: UInt32, attribute: UInt32) -> CIPMeaning {
    switch classID {
    case CIPClass.assembly, 0x07...0x0B, 0x1D...0x22, 0x28...0x2A: CIPMeaning(.write)
    case CIPClass.timeSync, CIPClass.wallClock: CIPMeaning(.configure, .clock)
    // Attribute 3 says where the address comes from, 5 is the address, 6 the host's name.
    case CIPClass.tcpIP:
      CIPMeaning(
        .configure, attribute == 6 ? .rename : attribute == 3 || attribute == 5 ? .readdress : .parameter)
    case CIPPath.missing: CIPMeaning(.write)
    case let number where CIPClass.isProgram(number): CIPMeaning(.program, .onlineEdit)
    default: CIPMeaning(.configure, .parameter)
    }
  }

  /// The identity object restarts the device; with type 1 or 2 it forgets its configuration first.
  ///
  /// Source: volume 1, clause 5A-2.
  private static func resetting(_ classID: UInt32, _ data: borrowing ByteReader) -> CIPMeaning {
    if classID == CIPClass.identity {
      let type = (try? data.peek()) ?? 0
      return CIPMeaning(.setMode, type == 1 || type == 2 ? .factoryReset : .restart)
    }
    return CIPClass.isProgram(classID) ? CIPMeaning(.program, .delete) : CIPMeaning(.setMode, .reset)
  }

  /// Services of a tag by its name.
  private static func onTag(_ service: UInt8) -> CIPMeaning {
    switch service {
    case CIPService.readTag, CIPService.readTagFragmented: CIPMeaning(.read)
    case CIPService.writeTag, CIPService.writeTagFragmented, CIPService.readModifyWrite: CIPMeaning(.write)
    case CIPService.getInstanceAttributeList: CIPMeaning(.browse)
    default: CIPMeaning(.operate, .call)
    }
  }

  /// Services whose meaning is the class's own.
  private static func own(_ service: UInt8, _ classID: UInt32) -> CIPMeaning {
    switch (classID, service) {
    case (_, CIPService.getInstanceAttributeList): CIPMeaning(.browse)
    case (CIPClass.symbol, _), (CIPPath.missing, _), (CIPClass.messageRouter, _): onTag(service)
    case (CIPClass.file, _): onFile(service)
    // Read discrete inputs, coils, input and holding registers; write coils and registers.
    case (CIPClass.modbus, 0x4B...0x4E): CIPMeaning(.read)
    case (CIPClass.modbus, 0x4F), (CIPClass.modbus, 0x50): CIPMeaning(.write)
    // Parameter's text; an interface's counters, which it clears.
    case (0x0F, 0x4B), (CIPClass.ethernetLink, 0x4C): CIPMeaning(.read)
    case (CIPClass.motionAxis, _): onAxis(service)
    case (CIPClass.safetySupervisor, _): onSafety(service)
    // Originators' connection list: its status, and what differs.
    case (0xF3, 0x50), (0xF3, 0x52): CIPMeaning(.read)
    case (0xF3, _), (CIPClass.safetyValidator, _): CIPMeaning(.configure, .parameter)
    // Ring, security and certificates.
    case (0x47, _), (0x5D...0x5F, _): CIPMeaning(.configure, .parameter)
    // Engineering software takes and gives back the right to change a controller, and marks what it is about.
    case (CIPClass.editLock, _), (CIPClass.programDownload, 0x4B): CIPMeaning(.program, .lock)
    case (CIPClass.wallClock, _): CIPMeaning(.configure, .clock)
    case (CIPClass.controllerMode, 0x5C): CIPMeaning(.authenticate)
    case (0x68, 0x4D), (0x68, 0x4E), (0x69, 0x4D), (0x69, 0x4E): CIPMeaning(.operate, .force)
    case (0x6A, 0x51): CIPMeaning(.write)
    default: CIPClass.isProgram(classID) ? onProgram(service) : other(service)
    }
  }

  private static func onFile(_ service: UInt8) -> CIPMeaning {
    switch service {
    case 0x4B, 0x4D, 0x4F: CIPMeaning(.transfer, .fileRead)
    case 0x4C, 0x4E, 0x50: CIPMeaning(.transfer, .fileWrite)
    case 0x51: CIPMeaning(.transfer, .delete)
    default: CIPMeaning(.operate, .call)
    }
  }

  /// A drive's axis: attributes in lists, and tests that move it. Source: volume 9, clause 5-3.
  private static func onAxis(_ service: UInt8) -> CIPMeaning {
    switch service {
    case 0x4B, 0x50, 0x52, 0x54: CIPMeaning(.read)
    case 0x4C: CIPMeaning(.write)
    case 0x4D, 0x4E: CIPMeaning(.configure, .parameter)
    default: CIPMeaning(.operate, .call)
    }
  }

  /// Source: volume 5, clause 5-3 (safety supervisor).
  private static func onSafety(_ service: UInt8) -> CIPMeaning {
    switch service {
    case 0x51, 0x55: CIPMeaning(.configure, .password)
    case 0x53: CIPMeaning(.setMode, .modeChange)
    case 0x54: CIPMeaning(.setMode, .reset)
    case 0x4E: CIPMeaning(.read)
    case 0x4F, 0x50, 0x52, 0x56...0x59: CIPMeaning(.configure, .parameter)
    default: CIPMeaning(.operate, .call)
    }
  }

  private static func onProgram(_ service: UInt8) -> CIPMeaning {
    switch service {
    case CIPService.readTag, CIPService.readTagFragmented, 0x4F: CIPMeaning(.read)
    case 0x50, CIPService.writeTag, CIPService.writeTagFragmented: CIPMeaning(.program, .download)
    default: CIPMeaning(.program)
    }
  }

  /// Rockwell's reading services, where another vendor's class has them too; all else calls something.
  private static func other(_ service: UInt8) -> CIPMeaning {
    switch service {
    case CIPService.readTag, CIPService.readTagFragmented: CIPMeaning(.read)
    default: CIPMeaning(.operate, .call)
    }
  }
}
