namespace Tincan.Cli.Manual;

/// <summary>Writes a command's man page (man(7)).</summary>
internal sealed class ManPage(TextWriter output)
{
    /// <summary>The page's name: <c>tincan-serve-echo</c>.</summary>
    public static string NameOf(HelpSheet sheet) => string.Join('-', sheet.Path);

    public void Write(HelpSheet sheet)
    {
        output.WriteLine($".TH {NameOf(sheet).ToUpperInvariant()} 1 \"\" \"Tincan {ProgramVersion.Number}\" \"Tincan manual\"");
        Section("NAME");
        output.WriteLine($"{Escaped(NameOf(sheet))} \\- {Escaped(sheet.Description.Split(". ")[0].TrimEnd('.'))}");
        Section("SYNOPSIS");
        var name = string.Join(' ', sheet.Path);
        output.WriteLine($"\\fB{Escaped(name)}\\fR{Escaped(sheet.Usage[name.Length..])}");
        Section("DESCRIPTION");
        Text(sheet.Description);
        Items("COMMANDS", sheet.Commands.Select(static sub => ($"\\fB{Escaped(NameOf(sub))}\\fR(1)", sub.Description)));
        Items("OPTIONS", sheet.Options.Select(static option => (Option(option), option.Meaning)));
        Section("EXAMPLES");
        foreach (var (line, meaning) in sheet.Examples)
        {
            output.WriteLine(".TP");
            output.WriteLine($"\\fB{Escaped(line)}\\fR");
            Text(meaning);
        }

        Items("EXIT STATUS", ExitStatus.All.Select(static exit => ($"\\fB{exit.Code}\\fR", exit.Meaning)));
        if (sheet.Path.Count > 1)
        {
            Section("SEE ALSO");
            output.WriteLine($".BR {Escaped(string.Join('-', sheet.Path.SkipLast(1)))} (1)");
        }
    }

    private static string Option(OptionSheet option)
    {
        var names = string.Join(", ", option.Names.Select(static name => $"\\fB{Escaped(name)}\\fR"));
        return option.Value.Length > 0 ? $"{names} \\fI{Escaped(option.Value)}\\fR" : names;
    }

    /// <summary>Text that is shown as it stands, and that can be pasted: groff makes typographic characters of these.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var one in text)
        {
            escaped.Append(one switch
            {
                '\\' => "\\e",
                '-' => "\\-",
                '\'' => "\\(aq",
                '`' => "\\(ga",
                '^' => "\\(ha",
                '~' => "\\(ti",
                '.' when escaped.Length == 0 => "\\&.",
                _ => one.ToString(),
            });
        }

        return escaped.ToString();
    }

    private void Section(string name) => output.WriteLine($".SH {name}");

    private void Items(string section, IEnumerable<(string Name, string Meaning)> items)
    {
        var all = items.ToList();
        if (all.Count > 0)
        {
            Section(section);
        }

        foreach (var (name, meaning) in all)
        {
            output.WriteLine(".TP");
            output.WriteLine(name);
            Text(meaning);
        }
    }

    private void Text(string text) => output.WriteLine(string.Join("\n.br\n", text.Split('\n').Select(Escaped)));
}
