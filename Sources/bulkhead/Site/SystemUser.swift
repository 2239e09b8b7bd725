import Glibc
import Sealing

/// Who of the operating system runs this command.
enum SystemUser {
  /// The user that signed in, by the kernel's audit: it survives sudo and su. Where the kernel does not say,
  /// the process's real user.
  static var name: String {
    let told = (try? readOctets("/proc/self/loginuid", limitOctets: 32)).flatMap {
      UInt32(String(decoding: $0, as: UTF8.self).filter(\.isNumber))
    }
    let number = told.flatMap { $0 == UInt32.max ? nil : $0 } ?? getuid()
    // SAFETY: getpwuid gives a record that lives until the next call, or nil; its name is copied at once.
    if let record = unsafe getpwuid(number) { return unsafe String(cString: record.pointee.pw_name) }
    return "uid-\(number)"
  }
}
