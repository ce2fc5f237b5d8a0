using Tincan.Wires;

namespace Tincan.Cli.Up;

/// <summary>Whether the services of a plan fit together.</summary>
internal static class UpWiring
{
    /// <summary>Tells the first thing that does not fit.</summary>
    /// <exception cref="SyntaxException">Two listen in one place, one asks a service that is not there, or in a circle.</exception>
    public static void Check(UpPlan plan)
    {
        foreach (var service in plan.Services)
        {
            CheckPlace(plan, service);
            foreach (var server in service.Servers.Where(static server => ServiceName.IsName(server.Value)))
            {
                CheckServer(plan, service, server);
            }
        }
    }

    private static void CheckPlace(UpPlan plan, ServicePlan service)
    {
        var other = plan.Services.TakeWhile(other => other != service).FirstOrDefault(other => other.Place == service.Place);
        if (other is not null && service.Place is not HostPort { Port: 0 })
        {
            var where = service.Listen?.Where ?? service.Where!;
            throw where.Error($"'{service.Name}' listens on {service.Place}, where '{other.Name}' does (line {other.Where!.Line}); "
                + "\"listen\": \":PORT\" says another port");
        }
    }

    private static void CheckServer(UpPlan plan, ServicePlan service, Said<string> server)
    {
        var asked = plan.Services.FirstOrDefault(other => other.Name == server.Value) ?? throw server.Where!.Word.Error(
            $"there is no service '{server.Value}' here; {NearWord.Hint(server.Value, Others(plan, service), $"write {ServerForm.Right}")}");
        if (Reaches(plan, asked, service))
        {
            throw server.Where!.Word.Error(asked == service
                ? $"'{service.Name}' would ask itself"
                : $"'{service.Name}' would ask itself by way of '{asked.Name}'");
        }
    }

    private static IEnumerable<string> Others(UpPlan plan, ServicePlan service) =>
        plan.Services.Where(other => other != service).Select(static other => other.Name);

    /// <summary>Whether one comes to the other by asking and asking on.</summary>
    private static bool Reaches(UpPlan plan, ServicePlan one, ServicePlan other)
    {
        var seen = new HashSet<string>();
        var next = new Stack<ServicePlan>([one]);
        while (next.TryPop(out var at))
        {
            if (at == other)
            {
                return true;
            }

            if (seen.Add(at.Name))
            {
                plan.AskedBy(at).ToList().ForEach(next.Push);
            }
        }

        return false;
    }
}
