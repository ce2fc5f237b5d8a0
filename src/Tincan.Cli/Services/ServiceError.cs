using Tincan.Hosting;

namespace Tincan.Cli.Services;

/// <summary>Errors that name the service and, in a plan, its position: <c>FILE:LINE:COLUMN: SERVICE: what</c>.</summary>
internal static class ServiceError
{
    /// <summary>An error in a setting.</summary>
    /// <param name="where">Its position; null on the command line.</param>
    /// <param name="problem">The message.</param>
    public static Exception Of(SourceValue? where, string problem) => where is null ? new UsageException(problem) : where.Error(problem);

    /// <summary>An error in a setting that is a text.</summary>
    /// <inheritdoc cref="Of(SourceValue?, string)"/>
    public static Exception OfWord(SourceValue? where, string problem) => where is null ? new UsageException(problem) : where.Word.Error(problem);

    /// <summary>An error that occurs when a service starts.</summary>
    /// <param name="service">The service.</param>
    /// <param name="where">The position of the setting that caused it; null on the command line.</param>
    /// <param name="error">The error.</param>
    public static Exception Of(ServicePlan service, SourceValue? where, Exception error)
    {
        if (service.IsAlone)
        {
            return error;
        }

        var who = where is null ? service.Name : $"{where.Position}: {service.Name}";
        return error switch
        {
            ConnectException => new ConnectException($"{who}: {error.Message}", error),
            ServerFaultException => new ServerFaultException($"{who}: {error.Message}", error),
            _ => new BadFileException(who, 0, error.Message, error),
        };
    }

    /// <summary>Does something that may fail because of a setting, and adds the service and the position to the error.</summary>
    public static T Within<T>(ServicePlan service, SourceValue? where, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (IsExpected(error))
        {
            throw Of(service, where, error);
        }
    }

    /// <inheritdoc cref="Within"/>
    public static async Task<T> WithinAsync<T>(ServicePlan service, SourceValue? where, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (IsExpected(error))
        {
            throw Of(service, where, error);
        }
    }

    /// <summary>Whether it is neither a bug nor an error that already has its position.</summary>
    private static bool IsExpected(Exception error) =>
        error is BadFileException or ServerFaultException or IOException or UnauthorizedAccessException;
}
