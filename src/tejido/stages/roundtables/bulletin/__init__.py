"""What leaves the screen: text and a picture to share, and a monthly bulletin for the press. All are drafts."""
