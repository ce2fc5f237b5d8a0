namespace Tincan.Reliability;

/// <summary>The command line: <c>[EXPERIMENT…] [--short] [--seed N] [--page FILE]</c>.</summary>
internal sealed record Options(IReadOnlyList<IExperiment> Experiments, Terms Terms, string? Page)
{
    public static bool TryParse(string[] args, [NotNullWhen(true)] out Options? options, [NotNullWhen(false)] out string? problem)
    {
        var (experiments, isShort, seed, page) = (new List<IExperiment>(), false, 1, (string?)null);
        (options, problem) = (null, null);
        for (var at = 0; at < args.Length; at++)
        {
            switch (args[at])
            {
                case "--short":
                    isShort = true;
                    break;
                case "--seed" when at + 1 < args.Length && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out seed):
                    at++;
                    break;
                case "--page" when at + 1 < args.Length && File.Exists(args[at + 1]):
                    page = args[++at];
                    break;
                case "--page" when at + 1 < args.Length:
                    problem = $"{args[at + 1]}: no such file";
                    return false;
                case var name when ExperimentList.All.FirstOrDefault(one => one.Name == name) is { } experiment:
                    experiments.Add(experiment);
                    break;
                default:
                    problem = $"'{args[at]}' is none of {string.Join(", ", ExperimentList.All.Select(static one => one.Name))}, --short, --seed N, --page FILE";
                    return false;
            }
        }

        options = new Options(experiments.Count > 0 ? experiments : ExperimentList.All, new Terms(isShort, seed, Console.Error), page);
        return true;
    }
}
