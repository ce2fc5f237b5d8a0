namespace Tincan.Checks.Findings;

/// <summary>The finding that a case fails only because of a parameter that the probe found, which the edition of the assignment may define.</summary>
internal static class EditionFinding
{
    private const string Prefix = "edition ";

    /// <summary>Describes the difference, and what to do about it.</summary>
    /// <param name="options">How the program is checked.</param>
    /// <param name="differs">The parameters that the case is about; at least one.</param>
    public static Finding Of(CheckOptions options, IReadOnlyList<Parameter> differs)
    {
        var faults = differs.Where(static one => one.IsBug).ToList();
        var editions = differs.Where(static one => !one.IsBug).ToList();
        var set = string.Join(' ', editions.Select(one => $"--set {one.ToShell(options.ValueOf(one))}"));
        var otherwise = string.Join(", and ", editions.Select(static one => one.Remedy ?? $"make it '{one.Default}'"));
        return new Finding(
            $"{(faults.Count > 0 ? "" : Prefix)}{string.Join(' ', differs.Select(static one => one.Name))}",
            string.Join(", and ", differs.Select(one => options.Observed.GetValueOrDefault(one.Name) ?? $"its {one.Name} differs").Distinct(StringComparer.Ordinal)),
            string.Join(' ', [
                .. faults.Select(static one => $"{one.Remedy}."),
                .. editions.Count > 0 ? (string[])[$"If your edition of the assignment says so, check with {set}; otherwise {otherwise}."] : []]));
    }

    /// <summary>Whether a finding is a difference of edition, and perhaps no bug.</summary>
    public static bool Is(Finding? finding) => finding?.Id.StartsWith(Prefix, StringComparison.Ordinal) == true;
}
