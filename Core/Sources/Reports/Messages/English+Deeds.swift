import Vocabulary

/// What was done to a device.
extension English {
  static func deed(_ kind: FindingKind) -> Message? {
    switch kind {
    case .controllerStopped:
      return Message(
        title: "{actor} told {target} to stop its program",
        explanation: """
          {actor} sent {count|stop command|stop commands} to {target} over {protocol}.\(ending) A \
          stopped controller no longer controls: its outputs fall to their safe state or keep their last \
          one.
          """,
        remedy: """
          Look at the machine first: is it safe, is the controller running? Then ask whoever works at \
          {actor} whether they stopped it. If nobody did, take {actor} off the network and start the \
          controller again only when its program is checked.
          """,
        note: "stop command, {outcome}")
    case .controllerStarted:
      return Message(
        title: "{actor} told {target} to run its program",
        explanation: """
          {actor} sent {count|start command|start commands} to {target} over {protocol}.\(ending) \
          Machines may move when a controller starts.
          """,
        remedy: """
          Make sure that nobody stands in the machine's reach. Ask whoever works at {actor} whether they \
          started it, and look for a stop or a program change before the start.
          """,
        note: "start command, {outcome}")
    case .controllerRestarted:
      return Message(
        title: "{actor} restarted or reset {target}",
        explanation: """
          {actor} sent {count|restart or reset command|restart or reset commands} to {target} over \
          {protocol}.\(ending) The process is without its controller until it runs again, and values \
          that are not kept are lost.
          """,
        remedy: """
          Check that the controller runs and that its set points are right. Ask whoever works at \
          {actor}; if nobody restarted it, keep {actor} away from the controller until you know why.
          """,
        note: "restart or reset, {outcome}")
    case .controllerModeChanged:
      return Message(
        title: "{actor} changed the mode of {target}",
        explanation: """
          {actor} sent {count|command|commands} to {target} over {protocol} that put a controller into \
          another mode: listen-only, test, configuration or program.\(ending) In some of these modes it \
          no longer controls.
          """,
        remedy: """
          Check the mode at the controller. Set its key switch to RUN where it has one. Ask whoever \
          works at {actor} what was intended.
          """,
        note: "mode command, {outcome}")
    case .controllerLocked:
      return Message(
        title: "{actor} locked or unlocked {target}",
        explanation: """
          {actor} sent {count|message|messages} to {target} over {protocol} that reserve a controller or \
          let it go[, first for {object}].\(ending) Engineering software does so before a change; while \
          one holds the lock, no other can work on the controller.
          """,
        remedy: """
          Ask whoever works at {actor} what was intended, and look for a program change behind it. If \
          nobody did it, make sure that your own engineering software can still reach the controller.
          """,
        note: "lock[ of {object}], {outcome}")
    case .controllerProgrammed:
      return Message(
        title: "{actor} changed the program of {target}",
        explanation: """
          {actor} sent {count|message|messages} to {target} over {protocol} that load, insert, delete or \
          edit its program[, first {object}].\(ending) Whoever changes the program decides what the \
          machine does.
          """,
        remedy: """
          Look into the change book: was this change planned, by this station, at this time? If not, \
          compare the program in the controller with the last good copy before the machine goes on, and \
          take {actor} off the network.
          """,
        note: "program change[ of {object}], {outcome}")
    case .programUploaded:
      return Message(
        title: "{actor} copied a program out of {target}",
        explanation: """
          {actor} sent {count|upload message|upload messages} to {target} over {protocol}[, first for \
          {object}].\(ending) Backups do this too. The copy changes nothing, but tells how the plant \
          works.
          """,
        remedy: """
          If {actor} makes the backups, list it as server or engineeringWorkstation in the asset list, \
          and this becomes a note. If not, find out who took the copy.
          """,
        note: "upload[ of {object}], {outcome}")
    case .firmwareUpdated:
      return Message(
        title: "{actor} sent firmware to {target}",
        explanation: """
          {actor} sent {count|firmware message|firmware messages} to {target} over {protocol}.\(ending) \
          Firmware lies below every program; a bad one stays until the device is replaced.
          """,
        remedy: """
          Look into the change book. If no update was planned, do not restart the device before its \
          maker's support has told how to check its firmware, and take {actor} off the network.
          """,
        note: "firmware message, {outcome}")
    case .clockChanged:
      return Message(
        title: "{actor} set the clock of {target}",
        explanation: """
          {actor} sent {count|command|commands} to {target} over {protocol} that set its clock.\(ending) \
          A wrong clock spoils shift programs, batch records and logs.
          """,
        remedy: """
          Compare the device's clock with a good one. If {actor} is to keep the time, list its role in \
          the asset list.
          """,
        note: "clock set, {outcome}")
    case .outputForced:
      return Message(
        title: "{actor} forced inputs or outputs of {target}",
        explanation: """
          {actor} sent {count|force command|force commands} to {target} over {protocol}[, first for \
          {object}].\(ending) A forced value holds against the program, its interlocks included, until \
          somebody removes it.
          """,
        remedy: """
          Look at the machine, then list the active forces with the engineering tool and remove those \
          that nobody needs. Ask whoever works at {actor}.
          """,
        note: "force[ of {object}], {outcome}")
    case .unexpectedWrite:
      return Message(
        title: "{actor} wrote to {target}, and is no station that should",
        explanation: """
          {actor} sent {count|write|writes} to {target} over {protocol}[, first to {object}].\(ending) \
          Nothing but these writes makes it an HMI, engineering workstation or controller: not the asset \
          list, not what it says of itself, not regular reading.
          """,
        remedy: """
          Find {actor} and who uses it. If it should write, list its role in the asset list. If not, \
          take it off the network and check the values that it wrote.
          """,
        note: "write[ to {object}], {outcome}")
    case .unexpectedOperation:
      return Message(
        title: "{actor} commanded {target}, and is no station that should",
        explanation: """
          {actor} sent {count|command|commands} to {target} over {protocol}[, first to \
          {object}].\(ending) Nothing but these commands makes it an HMI, engineering workstation or \
          controller.
          """,
        remedy: """
          Find {actor} and who uses it. If it should command {target}, list its role in the asset list. \
          If not, take it off the network and check what the commands changed.
          """,
        note: "{verb}[ {object}], {outcome}")
    case .reportsSilenced:
      return Message(
        title: "{actor} told {target} to report nothing more",
        explanation: """
          {actor} sent {count|command|commands} to {target} over {protocol} that end what it reports by \
          itself.\(ending) It never asked for these reports: those who did now miss alarms and changes.
          """,
        remedy: """
          Check at the control centre that {target} still reports, and switch its reports on again. Find \
          {actor} and who uses it; if it is a control centre of yours, list it as hmi in the asset list.
          """,
        note: "reports switched off, {outcome}")
    default: return nil
    }
  }
}
