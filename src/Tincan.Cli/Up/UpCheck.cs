using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Cli.Settings;
using Tincan.Hosting;
using Tincan.Parsing;

namespace Tincan.Cli.Up;

/// <summary>Says what a plan would run, after all that can be known without listening was looked at.</summary>
internal static class UpCheck
{
    /// <summary>Loads every file and makes every server, and lets go of them again.</summary>
    /// <exception cref="SyntaxException">A file is missing.</exception>
    /// <exception cref="BadFileException">A file cannot be used as it is.</exception>
    /// <exception cref="Wires.ConnectException">The database of a book cannot be reached.</exception>
    public static async Task WriteAsync(UpPlan plan, TextWriter output, CancellationToken cancel)
    {
        var (facts, warnings) = (new Dictionary<string, string>(), new List<string>());
        foreach (var service in plan.Services)
        {
            await using var preparation = new Preparation(
                service.Name,
                plan.Folder,
                server => plan.AddressOf(server) ?? plan.Services.First(service => service.Name == server.Value).Place,
                NullLogger.Instance,
                isCheck: true);
            if ((await service.PrepareWithTlsAsync(preparation, cancel)).Fact is { } fact)
            {
                facts[service.Name] = fact;
            }

            warnings.AddRange(preparation.Warnings);
        }

        Explain(plan, facts, output);
        foreach (var warning in warnings)
        {
            output.WriteLine();
            output.WriteLine(Escape.ForTerminal(warning));
        }
    }

    /// <summary>Says what a plan would run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="facts">What the files of the services hold, by their names.</param>
    /// <param name="output">Where it is said.</param>
    internal static void Explain(UpPlan plan, IReadOnlyDictionary<string, string> facts, TextWriter output)
    {
        var count = plan.Services.Count;
        output.WriteLine($"{plan.File ?? "the roster"} is right: {count} service{(count == 1 ? "" : "s")}{Page(plan)}, log {Setting(plan, "log")}");
        foreach (var service in plan.Services)
        {
            output.WriteLine();
            output.WriteLine($"{service.Name}: {service.Kind.Name} on {service.Place}");
            foreach (var (key, value) in Said(service, facts.GetValueOrDefault(service.Name)).Concat(Limited(service, plan.OptionsOf(service))))
            {
                output.WriteLine($"    {key,-19} {Passwords.Hidden(value)}");
            }
        }
    }

    /// <summary>What was said of a service and is not so anyway; where it is a file, with what that holds.</summary>
    private static IEnumerable<(string Key, string Value)> Said(ServicePlan service, string? fact) =>
        from setting in service.Kind.Settings
        let value = setting.Of(service)
        where value is not (null or "") && setting.Key != "listen" && value != setting.Of(service.Kind.Default)
        select (setting.Key, setting.IsRequired && fact is not null ? $"{value} ({fact})" : value);

    /// <summary>Its limits that are not the usual ones of its kind.</summary>
    private static IEnumerable<(string Key, string Value)> Limited(ServicePlan service, HostOptions options) =>
        from limit in Limits.All
        let usual = limit.Of(service.Defaults)
        let value = limit.Of(options)
        where value != usual
        select (limit.Key, $"{value} (default {usual ?? "none"})");

    private static string Page(UpPlan plan) => plan.Page switch
    {
        null => ", no page",
        { Port: 0 } => ", a page on a free port",
        { Port: var port } => $", a page on 127.0.0.1:{port}",
    };

    private static string? Setting(UpPlan plan, string key) => UpPlan.Settings.First(setting => setting.Key == key).Of(plan);
}
