using Tincan.Checks.Running;
using Tincan.Drawing.Svg;

namespace Tincan.Checks.Reports;

/// <summary>A picture of each failure, as a file: the ladder of the run. A case without a failure has none.</summary>
/// <param name="folder">The folder of the pictures, which exists.</param>
public sealed class PictureReport(string folder) : ICheckReport
{
    /// <inheritdoc/>
    public void End(CheckRecord record)
    {
        foreach (var outcome in record.Cases)
        {
            if (PathOf(folder, outcome) is not { } path)
            {
                // The picture of an earlier check.
                File.Delete(Path.Combine(folder, NameOf(outcome)));
                continue;
            }

            using var output = new StreamWriter(path);
            var picture = new SvgWriter(output);
            picture.Begin();
            foreach (var happened in CaseLadder.MergeRepeats(outcome.Failed!.Events))
            {
                picture.Write(happened);
            }

            picture.End();
        }
    }

    /// <summary>The file of a picture; null if there is no picture of this case.</summary>
    /// <param name="folder">The folder of the pictures; null for none.</param>
    /// <param name="outcome">The case.</param>
    internal static string? PathOf(string? folder, CaseOutcome outcome) =>
        folder is not null && outcome.Failed is { Events.Count: > 0 } ? Path.Combine(folder, NameOf(outcome)) : null;

    private static string NameOf(CaseOutcome outcome) => $"{outcome.Case.Id}.svg";
}
