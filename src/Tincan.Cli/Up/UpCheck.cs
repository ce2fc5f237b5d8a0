using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Cli.Services;
using Tincan.Hosting;

namespace Tincan.Cli.Up;

/// <summary><c>tincan up --check</c>: checks everything that can be checked without listening, and lists what the plan would run.</summary>
internal static class UpCheck
{
    /// <summary>Loads all files, creates all servers, disposes them, and writes the list.</summary>
    /// <exception cref="SyntaxException">A file is missing.</exception>
    /// <exception cref="BadFileException">A file is malformed.</exception>
    /// <exception cref="Wires.ConnectException">The database of a book cannot be reached.</exception>
    public static async Task WriteAsync(ServiceGroup plan, TextWriter output, CancellationToken cancel)
    {
        var (facts, warnings) = (new Dictionary<string, string>(), new List<string>());
        foreach (var service in plan.Services)
        {
            await using var preparation = new Preparation(
                service,
                plan.Folder,
                server => plan.AddressOf(server) ?? plan.Services.First(service => service.Name == server.Value).Address,
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

    /// <summary>Lists what a plan would run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="facts">What the files of the services contain, by service.</param>
    /// <param name="output">The output.</param>
    internal static void Explain(ServiceGroup plan, IReadOnlyDictionary<string, string> facts, TextWriter output)
    {
        var count = plan.Services.Count;
        output.WriteLine($"{plan.File ?? "the roster"} is right: {Readable.Count(count, "service")}{Page(plan)}, log {ServiceGroup.Settings.First(static setting => setting.Key == "log").Of(plan)}");
        foreach (var service in plan.Services)
        {
            output.WriteLine();
            output.WriteLine($"{service.Name}: {service.Kind.Name} on {service.Address}");
            foreach (var (key, value) in Set(service, facts.GetValueOrDefault(service.Name)).Concat(Limited(service, plan.OptionsOf(service))))
            {
                output.WriteLine($"    {key,-19} {Passwords.Hidden(value)}");
            }
        }
    }

    /// <summary>The settings of a service that are not the default; a file with what it contains.</summary>
    private static IEnumerable<(string Key, string Value)> Set(ServicePlan service, string? fact) =>
        from setting in service.Kind.Settings
        let value = setting.Of(service)
        where value is not (null or "") && setting.Key is not ("listen" or "limits") && value != setting.Of(service.Kind.Default)
        select (setting.Key, setting.IsRequired && fact is not null ? $"{value} ({fact})" : value);

    /// <summary>The limits that are not the default of its kind.</summary>
    private static IEnumerable<(string Key, string Value)> Limited(ServicePlan service, HostOptions options) =>
        from limit in Limits.All
        let usual = limit.Of(service.Defaults)
        let value = limit.Of(options)
        where value != usual
        select (limit.Key, $"{value} (default {usual})");

    private static string Page(ServiceGroup plan) => plan.Page switch
    {
        null => ", no page",
        { Port: 0 } => ", a page on a free port",
        { Port: var port } => $", a page on 127.0.0.1:{port}",
    };
}
