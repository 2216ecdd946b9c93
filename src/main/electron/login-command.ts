/** What the system has to start so that this very Muster comes up, out of sight. `checkout` is the app's folder where it is not packaged. */
export function loginCommand(executable: string, checkout: string | null, dataDir: string): { path: string; args: string[] } {
  return { path: executable, args: [...(checkout === null ? [] : [checkout]), '--hidden', '--data', dataDir] }
}

/** An autostart entry of an XDG desktop; quoting as the Desktop Entry Specification has it for Exec. */
export function autostartEntry(command: readonly string[]): string {
  return `[Desktop Entry]
Type=Application
Name=Muster
Comment=SCIM service and its console
Exec=${command.map(quoted).join(' ')}
Terminal=false
X-GNOME-Autostart-enabled=true
`
}

/** In quotes, with a backslash before what is special there; backslashes doubled once more, as in every string; %% for a percent sign. */
function quoted(word: string): string {
  const inQuotes = word.replaceAll(/["`$\\]/g, (char) => `\\${char}`)
  return `"${inQuotes.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`
}
