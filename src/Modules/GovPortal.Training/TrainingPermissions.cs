namespace GovPortal.Training;

public static class TrainingPermissions
{
    /// <summary>Sees who took part in the trainings of its place, and for how many hours.</summary>
    public const string Names = "training.names";
}

public static class TrainingEvents
{
    /// <summary>Somebody took the hours of each person away as a file; payload: year, trained (how many people). No name.</summary>
    public const string HoursExported = "training.hours-exported";
}
